import {
	ICredentialsHelper,
	NodeHelpers,
	deepCopy,
	isExpression,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type ICredentials,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { host } from './host';

/**
 * A credential as n8n has it in its database. `data` is replaced when n8n stores something new (an
 * access token, say), so a test can look at it, and hand the same object to the next run.
 */
export interface StoredCredential {
	type: ICredentialType;
	data: ICredentialDataDecryptedObject;
}

type AuthenticatedRequest = IHttpRequestOptions & Record<string, unknown>;

/**
 * What n8n's server does with credentials, over plain objects instead of its database. The server
 * package cannot be loaded here, so `authenticate` and `preAuthentication` follow its
 * `credentials-helper.js` (2.41.1) statement by statement.
 */
export class CredentialsHelper extends ICredentialsHelper {
	constructor(private readonly stored: readonly StoredCredential[]) {
		super();
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		request: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = request as AuthenticatedRequest;
		const { authenticate } = this.find(typeName).type;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (authenticate === undefined) return options;
		if (!workflow || !node) throw new Error('Declarative authentication needs workflow and node');
		options.headers ??= {};
		for (const [part, entries] of Object.entries(authenticate.properties)) {
			for (const [key, value] of Object.entries(entries as Record<string, string>)) {
				options[part] ||= {};
				const name = resolve(key, credentials, workflow, node);
				(options[part] as Record<string, string>)[name] = resolve(
					value,
					credentials,
					workflow,
					node,
				);
			}
		}
		return options;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		expired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const entry = this.find(typeName);
		const { preAuthentication, properties } = entry.type;
		const expirable = properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true,
		);
		if (expirable === undefined || typeof preAuthentication !== 'function') return undefined;
		if (credentials[expirable.name] !== '' && !expired) return undefined;
		const output = (await preAuthentication.call(
			helpers,
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[expirable.name] === undefined || !node.credentials) return undefined;
		entry.data = { ...entry.data, ...replaceable(entry.data, output, expirable.name) };
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const output = await this.find(typeName).type.preAuthentication?.call(helpers, credentials);
		return output as ICredentialDataDecryptedObject | undefined;
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		_nodeCredentials: INodeCredentialsDetails,
		typeName: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		where?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const { data, type } = this.find(typeName);
		if (raw === true) return deepCopy(data);
		const complete = {
			// Of a type that extends another one nobody here knows the properties of that: all that is stored stays.
			...(type.extends === undefined ? {} : deepCopy(data)),
			...(NodeHelpers.getNodeParameters(
				type.properties,
				deepCopy(data) as never,
				true,
				false,
				null,
				null,
			) as ICredentialDataDecryptedObject),
		};
		if (where === undefined) return complete;
		return where.workflow.expression.getParameterValue(
			complete as never,
			where.runExecutionData,
			where.runIndex,
			where.itemIndex,
			where.node.name,
			where.connectionInputData,
			mode,
			host.core.getAdditionalKeys(additionalData, mode, null, { isCredential: true }),
			executeData,
			false,
			complete as never,
		) as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		_nodeCredentials: INodeCredentialsDetails,
		typeName: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.find(typeName).data = data;
	}

	getParentTypes(typeName: string): string[] {
		return this.find(typeName).type.extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(typeName: string): INodeProperties[] {
		return this.find(typeName).type.properties;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('The harness keeps no encrypted credentials');
	}

	async updateCredentialsOauthTokenData(
		_nodeCredentials: INodeCredentialsDetails,
		typeName: string,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<void> {
		const entry = this.find(typeName);
		entry.data = { ...entry.data, oauthTokenData };
	}

	private find(typeName: string): StoredCredential {
		const entry = this.stored.find(({ type }) => type.name === typeName);
		if (!entry) throw new Error(`The test has given no credential of type "${typeName}"`);
		return entry;
	}
}

/** n8n resolves an expression for a header; what is empty becomes an empty string. */
function resolve(
	value: string,
	credentials: ICredentialDataDecryptedObject,
	workflow: Workflow,
	node: INode,
): string {
	if (!isExpression(value)) return value;
	const result = workflow.expression.getSimpleParameterValue(
		node,
		value,
		'internal',
		{ $credentials: credentials as never },
		undefined,
		'',
	);
	return result ? String(result) : '';
}

/** Of what `preAuthentication` returned, what n8n stores: never over an expression of the user's. */
function replaceable(
	stored: ICredentialDataDecryptedObject,
	output: ICredentialDataDecryptedObject,
	expirable: string,
): ICredentialDataDecryptedObject {
	return Object.fromEntries(
		Object.entries(output).filter(([key]) => key === expirable || !isExpression(stored[key])),
	);
}
