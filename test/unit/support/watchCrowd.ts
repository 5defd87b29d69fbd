import type { Gate } from '../../../nodes/ApiVideo/upload/gate';
import type { Lane, Lines, Party } from '../../../nodes/ApiVideo/upload';
import { watchMemory, type Sharing } from './watchMemory';

/** An execution that has begun and not ended. */
export interface Running extends Sharing {
	/** Requests. */
	underWay: number;
}

/** Those who wait for a place, by party. */
interface Queue {
	readonly waiting: Map<Party, number>;
	readonly inside: Map<Party, number>;
	/** How often others were let through while a party that has nothing under way waited. */
	readonly overtaken: Map<Party, Map<Party, number>>;
}

/** Watches what a crowd uses, and keeps the worst of it. */
export function watchCrowd(lines: Lines, running: ReadonlyMap<Party, Running>) {
	const memory = watchMemory(lines, running);
	const lanes = new Map<Lane, number>();
	const taken = new Map<Lane, number>();
	const broken = new Set<string>();
	let overtakings = 0;

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
		const { gate } = lane;
		const queue: Queue = { waiting: new Map(), inside: new Map(), overtaken: new Map() };
		const pass = gate.pass.bind(gate);
		gate.pass = async (party, work, signal) => {
			let isWaiting = true;
			add(queue.waiting, party, 1);
			const leaveQueue = () => {
				if (isWaiting) add(queue.waiting, party, -1);
				isWaiting = false;
				if (!queue.waiting.get(party)) queue.overtaken.delete(party);
			};
			const counted = async () => {
				leaveQueue();
				queue.overtaken.delete(party);
				overtake(queue, party, gate);
				add(queue.inside, party, 1);
				try {
					return await work();
				} finally {
					add(queue.inside, party, -1);
				}
			};
			return await pass(party, counted, signal).finally(leaveQueue);
		};
	};

	const overtake = (queue: Queue, by: Party, gate: Gate): void => {
		// One that slows itself has places of its own, and takes nobody's.
		if (!gate['known'] || by.bytesPerSecond !== undefined) return;
		// Who was let through in the same moment waits no longer, but goes on only a little later.
		const queued = new Set([...gate['turns']].map(({ party }) => party));
		for (const party of queue.waiting.keys()) {
			if (party === by || !queued.has(party) || queue.inside.get(party)) continue;
			const overtaken = queue.overtaken.get(party) ?? new Map<Party, number>();
			queue.overtaken.set(party, overtaken);
			overtakings = Math.max(overtakings, add(overtaken, by, 1));
		}
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
		overtakings: () => overtakings,
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

function add<T>(counts: Map<T, number>, key: T, by: number): number {
	const sum = (counts.get(key) ?? 0) + by;
	counts.set(key, sum);
	return sum;
}
