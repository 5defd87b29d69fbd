import { atom } from './atom';

/** An image to put on videos. `createdAt` in milliseconds. */
export interface Watermark {
	watermarkId: string;
	createdAt: number;
}

/** The watermark object of the API. */
export function watermarkObject({ watermarkId, createdAt }: Watermark): object {
	return { watermarkId, createdAt: atom(createdAt) };
}
