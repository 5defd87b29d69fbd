/** What a message says: what happened, and what to do about it. */
export type Words = readonly [message: string, advice: string];

/** What the words for an answer may depend on, besides its status and slug. */
export interface Told {
	/** What the service gives as the reason, to be quoted; empty where it says nothing. */
	readonly why: string;
	/** What the file in the request is for; undefined for a video. */
	readonly fileUse?: string;
}

/** The words for the slugs of api.video that say more than their status. */
export type WordsBySlug = Readonly<Record<string, (told: Told) => Words>>;

/** What is said of the answers to one request, by slug or by status. */
export type OwnWords = Readonly<Record<string | number, Words>>;
