import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { logUnreadable, unreadable } from '../../../nodes/ApiVideo/n8n/unreadable';
import { SourceError } from '../../../nodes/ApiVideo/upload';
import { FakeNode } from '../support/fakeNode';

function logged(error: unknown): string[] {
	const node = new FakeNode();
	logUnreadable(node.execution.logger, error);
	return node.logs;
}

describe('the log of a file that cannot be read', () => {
	const said = (words: string) =>
		new SourceError('The file could not be read', { cause: new Error(words) });

	it.each([
		['EIO: i/o error, read', 'EIO: i/o error, read'],
		['what of https://b.example/f.mp4?', 'what of https://b.example/f.mp4'],
		[
			"GET 'https://user.example/f.mp4?X-Amz-Signature=secret' and http://b.example#secret, twice",
			"GET 'https://user.example/f.mp4' and http://b.example twice",
		],
		['HTTPS://b.example?sig=secret\nnext', 'HTTPS://b.example\nnext'],
	])('has what n8n said, without what signs an address: %s', (words, expected) => {
		const line = `api.video: The file could not be read: ${expected}`;
		expect(logged(said(words))).toEqual([line]);
		expect(logged(unreadable(said(words), 'film.mp4'))).toEqual([line]);
	});

	it('has nothing of what is not about reading', () => {
		expect(logged(new Error('secret'))).toEqual([]);
		expect(logged(new Trouble('No', 'Do.'))).toEqual([]);
	});
});
