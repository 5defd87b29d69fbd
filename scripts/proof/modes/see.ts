import { programme } from '../../../test/n8nVersions/programme';
import { Modes, type SentFile } from './seeModes';

/** The programme that runs in each n8n; its second argument are the files to send, as JSON. */
programme(async () => {
	const modes = await Modes.open(JSON.parse(process.argv[3]) as SentFile[]);
	try {
		return await modes.seeAll();
	} finally {
		await modes.close();
	}
});
