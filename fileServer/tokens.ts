/** Access tokens of OAuth2 that run out. */
export class Tokens {
	/** Seconds for which an access token is good that is given out from now on. */
	seconds = 3600;
	/** How many access tokens have been given out. */
	issued = 0;
	/** Whether a refresh token is taken that has been used before; default yes. */
	reusableRefresh = true;

	private readonly goodUntil = new Map<string, number>();
	private readonly refreshTokens = new Set<string>();

	/** @param now milliseconds since the epoch */
	constructor(private readonly now: () => number) {}

	/** Gives out an access token. */
	issue(): string {
		const token = `access-token-${++this.issued}`;
		this.goodUntil.set(token, this.now() + this.seconds * 1000);
		return token;
	}

	/** Gives out a refresh token, which does not run out. */
	issueRefresh(): string {
		const token = `refresh-token-${this.issued}`;
		this.refreshTokens.add(token);
		return token;
	}

	/** Whether this refresh token is good for another access token. */
	takesRefresh(token: string): boolean {
		if (this.reusableRefresh) return this.refreshTokens.has(token);
		return this.refreshTokens.delete(token);
	}

	/** Whether this access token was given out and has not run out. */
	accepts(token: string): boolean {
		return (this.goodUntil.get(token) ?? -Infinity) > this.now();
	}

	/** Every access token that was given out runs out now; refresh tokens stay. */
	runOut(): void {
		this.goodUntil.clear();
	}
}
