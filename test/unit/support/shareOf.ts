import {
	Lines,
	Party,
	type Clock,
	type PartyOptions,
	type Share,
} from '../../../nodes/ApiVideo/upload';

/** What the uploads of an execution use that is alone in its process. */
export function shareOf(clock: Clock, options: PartyOptions = {}): Share {
	return new Lines(() => clock).enter(new Party(options)).share('account');
}
