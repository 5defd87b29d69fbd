import { FileServer } from '../../fileServer';
import { agentWorkflow } from './agentWorkflow';
import { importModel, startModelStub } from './modelStub';
import { RealN8n, START_TIMEOUT, TEST_TIMEOUT } from './realN8n';

const TITLE = 'Named by a model';

let real: RealN8n;

beforeAll(async () => {
	real = await RealN8n.start();
}, START_TIMEOUT);

afterAll(async () => {
	await real?.stop();
}, TEST_TIMEOUT);

/** Where the model fills in the title. */
const FROM_MODEL = "={{ $fromAI('Title', 'Name of the video', 'string') }}";

/** The tool, an operation of Video; `own` are credentials besides the one for api.video. */
function tool(parameters: object, own: object) {
	return {
		name: 'Tool',
		type: 'n8n-nodes-apivideo.apiVideoTool',
		typeVersion: 1,
		parameters: { resource: 'video', ...parameters },
		credentials: { apiVideoApi: real.credential, ...own },
	};
}

/** Runs an agent whose model fills in these values; gives what the tool has answered, and what the model was asked. */
async function askAgent(values: object, parameters: object, own: object = {}) {
	const model = await startModelStub(values);
	try {
		const openAiApi = await importModel(real, model);
		const workflow = await real.n8n.client.importWorkflow(
			agentWorkflow(openAiApi, tool(parameters, own)),
		);
		const execution = await real.n8n.client.execute(workflow);
		expect(execution.error).toBeUndefined();
		expect(execution.status).toBe('success');
		expect(model.requests).toHaveLength(2);
		const [{ output }] = execution.items('AI Agent');
		return { answer: String(output), requests: model.requests };
	} finally {
		await model.close();
	}
}

/** The same for a title; the tool puts out items. */
async function runAgent(title: string, parameters: object) {
	const { answer, requests } = await askAgent({ Title: title }, parameters);
	return { items: JSON.parse(answer) as unknown[], requests };
}

const CREATE = { operation: 'create', source: 'none', title: FROM_MODEL };

it(
	'an AI Agent calls the node as a tool, with a value of its own, and is given the answer',
	async () => {
		const { items, requests } = await runAgent(TITLE, CREATE);

		const [{ function: tool }] = requests[0].tools;
		expect(tool).toMatchObject({
			description: expect.stringContaining('api.video'),
			parameters: { properties: { Title: { type: 'string' } }, required: ['Title'] },
		});
		const made = real.emulator.requests.matching('POST', '/videos');
		expect(made.map(({ body }) => body)).toEqual([expect.objectContaining({ title: TITLE })]);
		expect(items).toMatchObject([{ videoId: expect.stringMatching(/^vi/), title: TITLE }]);
	},
	TEST_TIMEOUT,
);

it(
	'is told of a filter that it left empty, since it cannot take it away',
	async () => {
		const getMany = { operation: 'getAll', filters: { title: FROM_MODEL } };
		await runAgent('Another film', CREATE);
		const { items } = await runAgent('', getMany);

		expect(items[0]).toEqual({ filtersLeftOut: ['Title'] });
		expect(items.slice(1)).toContainEqual(expect.objectContaining({ title: 'Another film' }));
		const [{ query }] = real.emulator.requests.matching('GET', '/videos');
		expect(query).not.toHaveProperty('title');
	},
	TEST_TIMEOUT,
);

const FROM_WEB = {
	operation: 'upload',
	fileFrom: 'webAddress',
	webAddress: "={{ $fromAI('Address', 'Where the file is', 'string') }}",
	signInToServerWith: 'header',
};

it(
	'reads the address that a model names from the credential’s host, and says of any other value why it does not',
	async () => {
		const [server, stranger] = [await FileServer.start(), await FileServer.start()];
		try {
			const film = server.file('/film.mp4', { size: 20_000 });
			stranger.file('/film.mp4', { size: 20_000 });
			const apiVideoFileServerApi = await real.n8n.client.importCredential({
				name: 'File server',
				type: 'apiVideoFileServerApi',
				data: { host: new URL(server.url).host, headerName: 'X-Key', headerSecret: 'hush-hush' },
			});
			const upload = async (address: string) => {
				real.emulator.requests.clear();
				return (await askAgent({ Address: address }, FROM_WEB, { apiVideoFileServerApi })).answer;
			};
			const made = () => real.emulator.requests.matching('POST', '/videos');

			const [video] = JSON.parse(await upload(`${server.url}/film.mp4`)) as [{ videoId: string }];
			const arrived = await real.emulator.videoFile(video.videoId);
			expect(arrived?.sha256).toBe(await film.sha256());

			const refused = await upload(`${stranger.url}/film.mp4?token=hush`);
			expect(JSON.parse(refused)).toEqual([
				{
					error: `The credential for the file server is for ${new URL(server.url).host}, and the file is at ${stranger.url} [item 0]`,
				},
			]);
			expect(stranger.requests.entries).toEqual([]);
			expect(made()).toEqual([]);

			for (const [wrong, said] of [
				['', 'Web Address is empty'],
				['film.mp4', "Web Address is not a web address: 'film.mp4'"],
				['ftp://example.com/a.mp4', "Web Address is not a web address: 'ftp://example.com/a.mp4'"],
			]) {
				expect(JSON.parse(await upload(wrong))).toEqual([{ error: `${said} [item 0]` }]);
				expect(made()).toEqual([]);
			}
		} finally {
			await Promise.all([server.stop(), stranger.stop()]);
		}
	},
	TEST_TIMEOUT,
);
