import { atom } from './atom';
import type { Clock } from './clock';
import { identifier } from './identifiers';
import { Problem } from './problem';
import { Remembered } from './remembered';

/** A delegated upload token. Times in milliseconds; `ttl` in seconds, 0 for no end. */
export interface UploadToken {
	token: string;
	ttl: number;
	createdAt: number;
	expiresAt: number | null;
}

/** The delegated upload tokens that were made. */
export class UploadTokens {
	private readonly tokens: Remembered<UploadToken>;

	constructor(private readonly clock: Clock) {
		this.tokens = new Remembered(clock.elapsed);
	}

	/** `ttl` in seconds, 0..2147483647. */
	create(ttl: number): UploadToken {
		const createdAt = this.clock.now();
		const expiresAt = ttl === 0 ? null : createdAt + ttl * 1000;
		const token = { token: identifier('to'), ttl, createdAt, expiresAt };
		this.tokens.set(token.token, token);
		return token;
	}

	/** Those that have not expired ("List all active upload tokens"), as they were `lag` milliseconds ago. */
	active(lag: number): UploadToken[] {
		return this.tokens.valuesAgo(lag).filter((token) => this.isActive(token));
	}

	/** Throws resource-not-found when it is not active. */
	get(token: string): UploadToken {
		const found = this.tokens.get(token);
		if (!found || !this.isActive(found))
			throw new Problem('resource-not-found', { name: 'uploadToken' });
		return found;
	}

	/** Throws the 401s of `POST /upload`: authentication-missing-upload-token, authentication-invalid-upload-token. */
	check(token: string | undefined): void {
		if (!token) throw new Problem('authentication-missing-upload-token');
		const found = this.tokens.get(token);
		if (!found || !this.isActive(found)) throw new Problem('authentication-invalid-upload-token');
	}

	delete(token: string): void {
		this.tokens.delete(this.get(token).token);
	}

	/** Lets a token expire at once; false if there is no such token. */
	expire(token: string): boolean {
		const found = this.tokens.get(token);
		if (found) found.expiresAt = this.clock.now();
		return found !== undefined;
	}

	clear(): void {
		this.tokens.clear();
	}

	private isActive({ expiresAt }: UploadToken): boolean {
		return expiresAt === null || expiresAt > this.clock.now();
	}
}

/** The token object of the API. */
export function uploadTokenObject({ token, ttl, createdAt, expiresAt }: UploadToken): object {
	return {
		token,
		ttl,
		createdAt: atom(createdAt),
		expiresAt: expiresAt === null ? null : atom(expiresAt),
	};
}
