import { startEmulator, type Emulator } from '../../emulator';
import { call } from './caller';

describe('a search', () => {
	const found = async (service: Emulator, query: string) =>
		(await call(service, 'GET', query)).body.data as unknown as unknown[];

	test.each([false, true])(
		'ignores case in titles, descriptions and names: %s',
		async (ignores) => {
			const service = await startEmulator({ searchIgnoresCase: ignores });
			await call(service, 'POST', '/videos', {
				json: { title: 'Maths', description: 'Numbers' },
			});
			await call(service, 'POST', '/live-streams', { json: { name: 'Concert' } });
			for (const query of ['/videos?title=', '/videos?description=', '/live-streams?name=']) {
				const word = { title: 'Maths', description: 'Numbers', name: 'Concert' };
				const text = word[/(\w+)=$/.exec(query)?.[1] as keyof typeof word];
				expect(await found(service, query + text)).toHaveLength(1);
				expect(await found(service, query + text.toLowerCase())).toHaveLength(ignores ? 1 : 0);
			}
			await service.close();
		},
	);
});
