/** Somebody who uploads files. */
export interface Contender {
	readonly name: string;
	/**
	 * Uploads the benchmark's files, each into a video of its own.
	 *
	 * @returns milliseconds, of the uploading only
	 */
	run(): Promise<number>;
	stop(): Promise<void>;
}
