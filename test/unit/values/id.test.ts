import { heldBy, pastedId, readId, textIn } from '../../../nodes/ApiVideo/values/id';
import { expectReadable, troubleOf } from '../support/troubles';

const ID = 'vi4k0jvEUuaTdRAEjQ4Jfrgz';
const KIND = {
	idName: 'videoId',
	thing: 'video',
	example: 'vi4k0jvEUuaTdRAEjQ4Jfrgz',
	url: { example: `https://embed.api.video/vod/${ID}`, idIn: '/vod/(\\w+)' },
};
const address = (id: string) => `https://embed.api.video/vod/${id}`;

describe('what was pasted into the search of a list', () => {
	it.each([
		[ID, ID],
		[address('vi7'), 'vi7'],
		[`${address('vi7')} and ${address('vi7')}`, 'vi7'],
		[`${address('vi7')} and ${address('vi8')}`, undefined],
		['vi7', undefined],
		['li4k0jvEUuaTdRAEjQ4Jfrgz', undefined],
		[` ${ID}`, undefined],
		[`${ID} and more`, undefined],
		['holiday', undefined],
	])('%j names %p', (pasted, id) => {
		expect(pastedId(pasted, KIND)).toBe(id);
	});

	it('is no address where things of its kind have none', () => {
		const kind = { ...KIND, url: undefined };
		expect(pastedId(address(ID), kind)).toBeUndefined();
		expect(pastedId(ID, kind)).toBe(ID);
	});
});

describe('a locator', () => {
	it.each([
		[{ mode: 'id', value: ' vi7 ' }, 'vi7'],
		['vi7', 'vi7'],
		[7, '7'],
		[{ mode: 'id', value: null }, ''],
		[undefined, ''],
	])('%j holds %j', (value, text) => {
		expect(textIn(value, 'Video')).toBe(text);
	});

	it('that is an object of another kind is what it is', () => {
		expect(heldBy({ id: 'vi7' })).toEqual({ id: 'vi7' });
	});

	it.each([
		[{ value: 'vi_7-a' }, 'vi_7-a'],
		[address('vi7'), 'vi7'],
		[' ', undefined],
		[null, undefined],
	])('%j names %p', (value, id) => {
		expect(readId(value, KIND, 'Video')).toBe(id);
	});

	it.each([
		['vi7?a=b', "'vi7?a=b' is not the ID of a video", 'Check Video: the ID of a video looks like'],
		[
			`${address('vi7')}, ${address('vi8')}`,
			'Video holds the addresses of 2 different videos',
			'Let Video hold one of them.',
		],
		[{ value: {} }, "Video is not a text: '{}'", 'Let the expression in Video give a text.'],
	])('%j names none', async (value, message, advice) => {
		const trouble = await troubleOf(() => readId(value, KIND, 'Video'));
		expectReadable(trouble);
		expect(trouble.message).toBe(message);
		expect(trouble.advice).toContain(advice);
	});
});
