import type { Lane, Lines, Party } from '../../../nodes/ApiVideo/upload';
import { watchMemory, type Sharing } from './watchMemory';
import { watchTurns } from './watchTurns';

/** An execution that has begun and not ended. */
export interface Running extends Sharing {
	/** Requests. */
	underWay: number;
}

/** Watches what a crowd uses, and keeps the worst of it. */
export function watchCrowd(lines: Lines, running: ReadonlyMap<Party, Running>) {
	const memory = watchMemory(lines, running);
	const lanes = new Map<Lane, number>();
	const taken = new Map<Lane, number>();
	const broken = new Set<string>();
	const overtakings: Array<() => number> = [];

	const largest = (of: (party: Party) => number, account: number): number =>
		Math.max(
			0,
			...[...running].filter(([, one]) => one.account === account).map(([party]) => of(party)),
		);

	const look = (): void => {
		memory.look();
		for (const [lane, account] of lanes) {
			const now = lane.gate['taken'];
			// When the one that wanted most ends, the others go on with what they have, and get no more.
			const most = Math.max(
				largest(({ parallel }) => parallel, account),
				taken.get(lane) ?? 0,
			);
			if (now > most) broken.add(`requests: ${now} of ${most}`);
			taken.set(lane, now);
		}
	};

	const watch = (lane: Lane, account: number): void => {
		if (lanes.has(lane)) return;
		lanes.set(lane, account);
		overtakings.push(watchTurns(lane.gate));
	};

	return {
		look,
		lane: watch,
		/** Counts a request while it is under way. */
		request: async <T>(party: Party, send: () => Promise<T>): Promise<T> => {
			const own = running.get(party);
			if (!own) throw new Error('An execution that has ended sends on');
			const most =
				party.bytesPerSecond === undefined ? party.parallel : Math.min(2, party.parallel);
			if (++own.underWay > most) broken.add(`own requests: ${own.underWay} of ${most}`);
			look();
			return await send().finally(() => own.underWay--);
		},
		/** What was more than it may be. */
		broken: () => [...broken, ...memory.broken()],
		/** The most requests of one other party that began while one with nothing under way waited. */
		overtakings: () => Math.max(0, ...overtakings.map((most) => most())),
		/** The most memory that was in use, in blocks. */
		mostBlocks: () => memory.mostBlocks(),
		/** The most memory that was lent to one account, in blocks. */
		mostLent: () => memory.mostLent(),
		/** What is still held, and should not be. */
		left: (): string[] => [
			...memory.left(),
			...[...lanes.keys()].flatMap(({ gate, pace }) => [
				...(gate['taken'] > 0 ? [`places: ${gate['taken']}`] : []),
				...(gate['underWay'].size > 0 ? ['requests of somebody'] : []),
				...(gate['turns'].isEmpty ? [] : ['waits for places']),
				...(gate['growing'] ? ['grows'] : []),
				...(pace['loads'].size > 0 ? ['loads'] : []),
				...(pace['inFlight'].size > 0 ? ['requests'] : []),
			]),
		],
	};
}
