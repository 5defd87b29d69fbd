import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import { apiRequest, renew, type Caller, type Question } from './client';
import { mustName, type Made } from './made';
import { fetchAll, fetchPage, type Page } from './pages';

/**
 * The one way to the API of api.video, with the API key: it knows the credential, signs, keeps to the rate
 * limit, sends again what may be sent again, and puts into words what does not come back as asked.
 *
 * Every method answers with the object that the service sent, an empty one where it sent nothing (202, 204),
 * and throws a Trouble in every other case; see {@link apiRequest}.
 */
export class Api {
	/** @param caller who asks, and until when */
	constructor(private readonly caller: Caller) {}

	async get(question: Question): Promise<IDataObject> {
		return await this.ask('GET', question);
	}

	async post(question: Question): Promise<IDataObject> {
		return await this.ask('POST', question);
	}

	/**
	 * Makes something new: `POST`.
	 *
	 * @throws Trouble also where the answer does not name what was made
	 */
	async make(question: Question, made: Made): Promise<IDataObject> {
		const answer = await this.post(question);
		mustName(answer, made);
		return answer;
	}

	async put(question: Question): Promise<IDataObject> {
		return await this.ask('PUT', question);
	}

	async patch(question: Question): Promise<IDataObject> {
		return await this.ask('PATCH', question);
	}

	async delete(question: Question): Promise<IDataObject> {
		return await this.ask('DELETE', question);
	}

	/**
	 * Fetches a list page after page.
	 *
	 * @param limit how many entries are wanted at most; Infinity for all
	 */
	async list(question: Question, limit: number): Promise<IDataObject[]> {
		return await fetchAll(this.caller, question, limit);
	}

	/**
	 * Fetches one page of a list.
	 *
	 * @param page 1 is the first
	 * @param pageSize 1 to 100
	 */
	async page(question: Question, page: number, pageSize: number): Promise<Page> {
		return await fetchPage(this.caller, question, page, pageSize);
	}

	/**
	 * Makes n8n sign in anew, whatever its version, because the service has refused the access token.
	 *
	 * @throws Trouble when the execution was cancelled, or that tells why n8n could not sign in
	 */
	async renew(): Promise<void> {
		await renew(this.caller);
	}

	/**
	 * @param keepTryingMs for how long an outage is waited out at most, in milliseconds; as long as usual unless given
	 * @returns the same way, whose requests and waits `signal` ends and nothing else
	 */
	until(signal: AbortSignal, keepTryingMs?: number): Api {
		const { party } = this.caller;
		const patient = keepTryingMs === undefined ? party : party.withPatience(keepTryingMs);
		return new Api({ ...this.caller, signal, party: patient });
	}

	private async ask(method: IHttpRequestMethods, question: Question): Promise<IDataObject> {
		return await apiRequest(this.caller, { method, ...question });
	}
}
