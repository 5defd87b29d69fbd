import fc from 'fast-check';
import { Turns } from '../../../nodes/ApiVideo/upload/turns';

interface Entry {
	readonly party: object;
	readonly name: string;
}

function world(...counts: number[]) {
	const turns = new Turns<Entry>();
	const parties = counts.map(() => ({}));
	counts.forEach((count, index) => {
		for (let nth = 1; nth <= count; nth++) {
			const party = parties[index];
			turns.add(party, { party, name: `${'abcdefgh'[index]}${nth}` });
		}
	});
	const all = (mayGo: (entry: Entry) => boolean = () => true): string[] => {
		const names: string[] = [];
		for (let next = turns.next(mayGo); next !== undefined; next = turns.next(mayGo)) {
			turns.take(next.party, next);
			names.push(next.name);
		}
		return names;
	};
	return { turns, parties, all };
}

describe('Turns', () => {
	it('goes from party to party, and keeps the order within each', () => {
		const { all, turns } = world(3, 1, 2);
		expect(all()).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
		expect(turns.isEmpty).toBe(true);
	});

	it('passes over who may not go, and gives it the turn as soon as it may', () => {
		const { all, parties } = world(2, 2);
		expect(all(({ party }) => party !== parties[0])).toEqual(['b1', 'b2']);
		expect(all()).toEqual(['a1', 'a2']);
	});

	it('lets go of who waits no longer, once and for all', () => {
		const { turns, all } = world(2, 1);
		const [first] = [...turns];
		turns.remove(first.party, first);
		turns.remove(first.party, first);
		expect(all()).toEqual(['a2', 'b1']);
	});

	it('never lets a party wait for more than one turn of each other', () => {
		const counts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 8 });
		fc.assert(
			fc.property(counts, (given) => {
				const names = world(...given)
					.all()
					.map((name) => name[0]);
				names.forEach((name, at) => {
					const before = names.lastIndexOf(name, at - 1);
					const between = names.slice(before + 1, at);
					expect(new Set(between).size).toBe(between.length);
				});
			}),
		);
	});
});
