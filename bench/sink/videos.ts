/** What has come of one video. */
interface Arrived {
	/** Bytes per range or part, by what the Content-Range says of it; a part that comes twice counts once. */
	pieces: Map<string, number>;
	/** Bytes or parts of all; undefined: the file came in one request. */
	total: number | undefined;
	unit: 'bytes' | 'part';
	/** Whether bytes have come that are not those of the file. */
	spoiled: boolean;
}

/** The videos that the sink was asked to make, and how much of each has come. */
export class Videos {
	private readonly videos = new Map<string, Arrived>();

	/** @returns the ID of a new container */
	make(): string {
		const videoId = `vi${String(this.videos.size + 1).padStart(20, '0')}`;
		this.videos.set(videoId, {
			pieces: new Map(),
			total: undefined,
			unit: 'bytes',
			spoiled: false,
		});
		return videoId;
	}

	has(videoId: string): boolean {
		return this.videos.has(videoId);
	}

	/**
	 * Counts a request that has been received.
	 *
	 * @param contentRange as it was sent; undefined: the whole file
	 * @throws for a range that is as long as something else
	 */
	add(videoId: string, contentRange: string | undefined, bytes: number): void {
		const video = this.find(videoId);
		const [, unit, which, total] = /^(bytes|part) ([\d-]+)\/(\d+)$/.exec(contentRange ?? '') ?? [];
		if (contentRange !== undefined && unit === undefined) throw new Error(`Range: ${contentRange}`);
		const [from, to] = (which ?? '').split('-').map(Number);
		if (unit === 'bytes' && to - from + 1 !== bytes) {
			throw new Error(`${contentRange} came with ${bytes} bytes.`);
		}
		video.pieces.set(which ?? '', bytes);
		video.total = total === undefined ? undefined : Number(total);
		video.unit = unit === 'part' ? 'part' : 'bytes';
	}

	/** Notes that other bytes have come than were to come: the video is never complete. */
	spoil(videoId: string): void {
		this.find(videoId).spoiled = true;
	}

	/** @returns bytes that have come, and whether that is the whole file */
	state(videoId: string): { size: number; complete: boolean } {
		const { pieces, total, unit, spoiled } = this.find(videoId);
		const isCounted = unit === 'part' || total === undefined;
		const size = isCounted
			? [...pieces.values()].reduce((sum, bytes) => sum + bytes, 0)
			: coveredBytes(this.ranges(videoId));
		const count = unit === 'part' ? pieces.size : size;
		const isWhole = pieces.size > 0 && (total === undefined || count === total);
		return { size, complete: isWhole && !spoiled };
	}

	/** The byte ranges that have come, for the status. */
	ranges(videoId: string): Array<{ from: number; to: number; total: number }> {
		const { pieces, total, unit } = this.find(videoId);
		if (unit === 'part' || total === undefined) return [];
		return [...pieces.keys()].map((range) => {
			const [from, to] = range.split('-').map(Number);
			return { from, to, total };
		});
	}

	/** @returns the sizes of the videos that are complete, in bytes */
	completeSizes(): number[] {
		const states = [...this.videos.keys()].map((videoId) => this.state(videoId));
		return states.flatMap(({ size, complete }) => (complete ? size : []));
	}

	clear(): void {
		this.videos.clear();
	}

	private find(videoId: string): Arrived {
		const video = this.videos.get(videoId);
		if (!video) throw new Error(`There is no video ${videoId}.`);
		return video;
	}
}

/** @returns how many bytes lie in at least one of the ranges */
function coveredBytes(ranges: ReadonlyArray<{ from: number; to: number }>): number {
	let end = 0;
	let covered = 0;
	for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
		covered += Math.max(0, to + 1 - Math.max(from, end));
		end = Math.max(end, to + 1);
	}
	return covered;
}
