import { Problem } from './problem';
import { randomText } from './identifiers';

/** The answer of `/auth/api-key` and `/auth/refresh`. */
export interface AccessToken {
	token_type: 'Bearer';
	expires_in: number;
	access_token: string;
	refresh_token: string;
}

/** The API key, and the access tokens that were given out for it. */
export class Authentication {
	private readonly accessTokens = new Map<string, number>();
	private readonly refreshTokens = new Set<string>();

	constructor(
		private readonly apiKey: string,
		private readonly accessTokenSeconds: number,
		private readonly now: () => number,
	) {}

	/** A key this environment does not know is a 401: authentication-invalid-api-key. */
	byApiKey(apiKey: string): AccessToken {
		this.checkApiKey(apiKey);
		return this.grant();
	}

	/** Unknown: authentication-invalid-refresh-token. The old one becomes invalid (client README). */
	byRefreshToken(refreshToken: string): AccessToken {
		if (!this.refreshTokens.delete(refreshToken)) {
			throw new Problem('authentication-invalid-refresh-token');
		}
		return this.grant();
	}

	/** Accepts `Bearer <access token>` or `Basic <API key as user>`; throws the documented 401s. */
	check(authorization: string | undefined): void {
		if (authorization === undefined || authorization === '') {
			throw new Problem('authentication-missing-authorization-header');
		}
		const [, scheme, value] = /^(\w+) +(\S+)$/.exec(authorization) ?? [];
		switch (scheme?.toLowerCase()) {
			case 'bearer':
				return this.checkAccessToken(value);
			case 'basic':
				return this.checkApiKey(userOf(value));
			default:
				throw new Problem('authentication-invalid-authorization-header-value');
		}
	}

	/** Every access token given out so far stops working; refresh tokens go on. */
	revokeAccessTokens(): void {
		this.accessTokens.clear();
	}

	private grant(): AccessToken {
		const token = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${randomText(64)}.${randomText(86)}`;
		const refreshToken = `def502${randomText(64)}`;
		this.accessTokens.set(token, this.now() + this.accessTokenSeconds * 1000);
		this.refreshTokens.add(refreshToken);
		return {
			token_type: 'Bearer',
			expires_in: this.accessTokenSeconds,
			access_token: token,
			refresh_token: refreshToken,
		};
	}

	private checkAccessToken(token: string): void {
		const expiresAt = this.accessTokens.get(token);
		if (expiresAt === undefined || expiresAt <= this.now()) {
			throw new Problem('authentication-invalid-access-token');
		}
	}

	private checkApiKey(apiKey: string): void {
		if (apiKey !== this.apiKey) throw new Problem('authentication-invalid-api-key');
	}
}

function userOf(credentials: string): string {
	const [, user] = /^([^:]+):/.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
	if (user === undefined) throw new Problem('authentication-invalid-authorization-header-value');
	return user;
}
