import { credentials } from './credentials';
import { errorOutput } from './errorOutput';
import { loading } from './loading';
import { outage } from './outage';
import { retries } from './retries';
import { signIn } from './signIn';
import { stop } from './stop';
import { trigger } from './trigger';
import { uploads } from './uploads';
import { webAddress } from './webAddress';

/** Everything that is looked at in every n8n, in this order. */
export const checks = [
	...loading,
	...credentials,
	...uploads,
	...webAddress,
	...signIn,
	...errorOutput,
	...retries,
	...outage,
	...stop,
	...trigger,
];
