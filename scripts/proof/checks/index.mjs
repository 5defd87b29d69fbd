import { credentials } from './credentials.mjs';
import { errorOutput } from './errorOutput.mjs';
import { loading } from './loading.mjs';
import { outage } from './outage.mjs';
import { retries } from './retries.mjs';
import { signIn } from './signIn.mjs';
import { stop } from './stop.mjs';
import { trigger } from './trigger.mjs';
import { uploads } from './uploads.mjs';
import { webAddress } from './webAddress.mjs';

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
