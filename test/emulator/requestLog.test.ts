import { request } from 'node:http';
import { once } from 'node:events';
import { useEmulator } from './caller';

const emulator = useEmulator();

it('tells from which port a request came', async () => {
	const asking = request(`${emulator.current.url}/videos`).end();
	const [answer] = (await once(asking, 'response')) as [NodeJS.ReadableStream];
	const { localPort } = asking.socket as { localPort?: number };
	answer.resume();

	expect(localPort).toBeGreaterThan(0);
	expect(emulator.current.requests.entries.at(-1)).toMatchObject({ clientPort: localPort });
});
