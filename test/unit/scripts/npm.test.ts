import { projectFolder } from '../../../scripts/lib/lab';
import { npm } from '../../../scripts/lib/npm';

it.each(['silent', 'notice'])(
	'what npm could not do is told with a log level of %s, too',
	async (npm_config_loglevel) => {
		const options = { cwd: projectFolder, env: { ...process.env, npm_config_loglevel } };

		await expect(npm(['run', 'nothing'], options)).rejects.toMatchObject({
			name: 'CommandError',
			output: expect.stringContaining('Missing script: "nothing"'),
		});
	},
);
