import { RealN8n, START_TIMEOUT, TEST_TIMEOUT } from './realN8n';
import { itStoresNothingFromTheWeb } from './webUpload';

const SIZE = 3 * 1024 * 1024 + 17;

// examples.test.ts covers the third place where n8n keeps files: the file system.
describe.each([
	['database', /"database:/],
	// In memory: the file itself stands there, in base64.
	['default', /"AAAA[A-Za-z0-9+/]{1000}/],
] as const)('files kept in mode "%s"', (binaryMode, trace) => {
	let real: RealN8n;

	beforeAll(async () => {
		real = await RealN8n.start({ binaryMode });
	}, START_TIMEOUT);

	afterAll(async () => await real?.stop(), TEST_TIMEOUT);

	it.each([
		['upload-from-disk', 'Upload video'],
		['delegated-token', 'Upload with delegated token'],
	] as const)(
		'%s: what arrives is the file',
		async (example, uploadNode) => {
			const file = await real.video(`${example}.mp4`, SIZE);

			const execution = await real.run(example, file);

			expect(execution.error).toBeUndefined();
			expect(execution.text).toMatch(trace);
			const [video] = execution.items(uploadNode);
			expect(await real.emulator.videoFile(video.videoId)).toMatchObject({
				size: SIZE,
				sha256: file.sha256,
			});
		},
		TEST_TIMEOUT,
	);

	itStoresNothingFromTheWeb(() => real);
});
