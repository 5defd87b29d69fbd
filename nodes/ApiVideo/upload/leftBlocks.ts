/**
 * Blocks that nobody needs any more. The garbage collector may let them lie for minutes: who needs blocks meanwhile gets
 * these, so that memory which was let go and new memory are not there side by side. They are kept from nobody.
 */
export class LeftBlocks {
	private readonly blocks: Array<WeakRef<Uint8Array>> = [];

	leave(block: Uint8Array): void {
		this.blocks.push(new WeakRef(block));
	}

	/** @returns one that has not been collected yet; undefined: there is none */
	take(): Uint8Array | undefined {
		for (let last = this.blocks.pop(); last; last = this.blocks.pop()) {
			const block = last.deref();
			if (block) return block;
		}
		return undefined;
	}
}
