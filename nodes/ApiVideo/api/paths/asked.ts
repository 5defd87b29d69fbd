/** What a request about one thing has in common with every other one about it. */
export interface Asked {
	/** Begins with a slash; ids in it are encoded. */
	readonly path: string;
	/** What its ID stands for, as a sentence begins: "The video vi123". */
	readonly subject: string;
}

/** @returns what belongs to the thing, such as its thumbnail; `rest` begins with a slash */
export function below({ path, subject }: Asked, rest: string): Asked {
	return { path: path + rest, subject };
}
