import { randomText } from './identifiers';
import type { Settings } from './options';
import { Problem, type Slug } from './problem';

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

	constructor(private readonly settings: Settings) {}

	/** A key this environment does not know: authentication-invalid-api-key, or what `wrongKeyStatus` says. */
	byApiKey(apiKey: string): AccessToken {
		if (apiKey !== this.settings.apiKey) throw this.wrong('authentication-invalid-api-key');
		return this.grant();
	}

	/** Unknown: authentication-invalid-refresh-token. The old one becomes invalid (client README). */
	byRefreshToken(refreshToken: string): AccessToken {
		if (!this.refreshTokens.delete(refreshToken)) {
			throw this.wrong('authentication-invalid-refresh-token');
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

	private wrong(slug: Slug): Problem {
		const { wrongKeyStatus } = this.settings;
		// The example has an empty name.
		if (wrongKeyStatus === 400)
			return new Problem('authentication-invalid-user-credentials', { name: '' });
		return new Problem(slug);
	}

	private grant(): AccessToken {
		const { accessTokenSeconds, now } = this.settings;
		const token = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${randomText(64)}.${randomText(86)}`;
		const refreshToken = `def502${randomText(64)}`;
		this.accessTokens.set(token, now() + accessTokenSeconds * 1000);
		this.refreshTokens.add(refreshToken);
		return {
			token_type: 'Bearer',
			expires_in: accessTokenSeconds,
			access_token: token,
			refresh_token: refreshToken,
		};
	}

	private checkAccessToken(token: string): void {
		const expiresAt = this.accessTokens.get(token);
		if (expiresAt === undefined || expiresAt <= this.settings.now()) {
			throw new Problem('authentication-invalid-access-token');
		}
	}

	private checkApiKey(apiKey: string): void {
		if (apiKey !== this.settings.apiKey) throw new Problem('authentication-invalid-api-key');
	}
}

function userOf(credentials: string): string {
	const [, user] = /^([^:]+):/.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
	if (user === undefined) throw new Problem('authentication-invalid-authorization-header-value');
	return user;
}
