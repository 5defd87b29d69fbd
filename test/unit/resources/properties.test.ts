import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { findOperation, resources } from '../../../nodes/ApiVideo/resources';
import { allParameters, choices } from '../support/descriptions';

const { description } = new ApiVideo();
const node = { typeVersion: 1 };
const OPERATIONS = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource, operation })),
);
const NAMES = OPERATIONS.map(({ resource, operation }) => [resource.value, operation.value]);
const OTHERS = NAMES.filter((names) => names.join(' > ') !== 'video > upload');

/** What stands in front of the alphabet, by the path of the list. */
const AHEAD: Record<string, string[]> = {
	'node > resource (0)': ['Video', 'Delegated Token'],
	'node > operation (video)': ['Upload'],
};

const shows = (values: INodeParameters, property: INodeProperties | INodePropertyOptions) =>
	NodeHelpers.displayParameter(values, property, node, description);

const visible = (values: INodeParameters): INodeProperties[] =>
	description.properties.filter((property) => shows(values, property));

/** Every combination of what decides about the parameters of an operation. */
function settings(resource: string, operation: string): INodeParameters[] {
	const own = findOperation(resource, operation)?.properties ?? [];
	const deciding = new Set(
		own.flatMap(({ displayOptions: { show, hide } = {} }) => Object.keys({ ...show, ...hide })),
	);
	let all: INodeParameters[] = [{ resource, operation }];
	for (const property of own.filter(({ name }) => deciding.has(name))) {
		const { name, type } = property;
		const values = type === 'boolean' ? [true, false] : choices(property).map(({ value }) => value);
		expect([name, values.length > 1]).toEqual([name, true]);
		all = all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
	}
	return all;
}

describe('every parameter', () => {
	it.each(allParameters().map(({ path, property }) => [path, property] as const))(
		'has a default of its type: %s',
		(_path, { type, default: given, ...property }) => {
			const options = choices({ type, default: given, ...property }).map(({ value }) => value);
			const types: Record<string, () => void> = {
				string: () => expect(typeof given).toBe('string'),
				color: () => expect(given).toMatch(/^(#[0-9a-f]{6,8})?$/i),
				dateTime: () => expect(typeof given).toBe('string'),
				notice: () => expect(given).toBe(''),
				hidden: () => expect(typeof given).toBe('string'),
				json: () => expect(given).toBe(''),
				number: () => expect(typeof given).toBe('number'),
				boolean: () => expect(typeof given).toBe('boolean'),
				options: () => expect(options).toContain(given),
				multiOptions: () => expect(options).toEqual(expect.arrayContaining(given as string[])),
				collection: () => expect(given).toEqual({}),
				fixedCollection: () => expect(given).toEqual({}),
				resourceLocator: () => expect(given).toMatchObject({ value: '' }),
			};
			expect(Object.keys(types)).toContain(type);
			types[type]();
		},
	);

	it('has no two choices of the same name or value', () => {
		for (const { path, property } of allParameters()) {
			const list = choices(property);
			expect([path, new Set(list.map(({ name }) => name)).size]).toEqual([path, list.length]);
			expect([path, new Set(list.map(({ value }) => value)).size]).toEqual([path, list.length]);
		}
	});

	it('has no choice whose name is the stored value of another', () => {
		for (const { path, property } of allParameters()) {
			for (const { name, value } of choices(property)) {
				const called = choices(property).filter(
					(one) => String(one.value).toLowerCase() === name.toLowerCase(),
				);
				expect([path, called.map((one) => one.value)]).toEqual([
					path,
					called.length ? [value] : [],
				]);
			}
		}
	});

	it('lists five choices or more by the alphabet, behind what most people come for', () => {
		const long = allParameters().filter(({ property }) => choices(property).length >= 5);
		expect(long.length).toBeGreaterThan(0);
		expect(long.map(({ path }) => path)).toEqual(expect.arrayContaining(Object.keys(AHEAD)));
		for (const { path, property } of long) {
			const ahead = AHEAD[path] ?? [];
			const names = choices(property).map(({ name }) => name);
			const others = names.filter((name) => !ahead.includes(name));
			const sorted = others.sort((a, b) => a.localeCompare(b));
			expect([path, names]).toEqual([path, [...ahead, ...sorted]]);
		}
	});

	it('says from where on a number counts', () => {
		const open = allParameters()
			.filter(({ property: { type, typeOptions } }) => {
				return type === 'number' && typeOptions?.minValue === undefined;
			})
			.map(({ path }) => path);
		expect(open).toEqual([]);
	});

	it('is a locator where it stands for the ID of one thing', () => {
		const plain = allParameters()
			.filter(({ property: { type, name } }) => type === 'string' && /(^id|Id)$/.test(name))
			.map(({ property: { displayName } }) => displayName);
		// The filters of the three analytics operations take several of them.
		expect(plain).toEqual(['Media IDs', 'Media IDs', 'Media IDs']);
	});

	it('keeps a default within its limits', () => {
		for (const { path, property } of allParameters()) {
			const { minValue = -Infinity, maxValue = Infinity } = property.typeOptions ?? {};
			if (property.type !== 'number') continue;
			expect([path, Number(property.default) >= minValue]).toEqual([path, true]);
			expect([path, Number(property.default) <= maxValue]).toEqual([path, true]);
		}
	});
});

describe.each(NAMES)('%s > %s', (resource, operation) => {
	it('never shows two parameters of the same name', () => {
		const seen = settings(resource, operation);
		expect(seen.length).toBeGreaterThan(0);
		for (const values of seen) {
			const names = visible(values).map(({ name }) => name);
			expect([values, names]).toEqual([values, [...new Set(names)]]);
		}
	});

	it('shows its own parameters and those of no other operation', () => {
		const own = findOperation(resource, operation)?.properties.map(({ name }) => name) ?? [];
		const top = ['resource', 'operation'];
		const shown = new Set(
			settings(resource, operation).flatMap((values) => visible(values).map(({ name }) => name)),
		);
		expect([...shown].sort()).toEqual([...new Set([...top, ...own])].sort());
	});

	it('is listed with a name, a description and an action', () => {
		const values = { resource };
		const list = visible(values).find(({ name }) => name === 'operation');
		const entry = list && choices(list).find(({ value }) => value === operation);
		expect(entry).toMatchObject({
			name: expect.stringMatching(/\S/),
			action: expect.stringMatching(/\S/),
			description: expect.stringMatching(/\S/),
		});
	});
});

describe('the choices on top', () => {
	it.each(resources.map(({ value }) => value))(
		'begin with an operation that exists: %s',
		(resource) => {
			const list = visible({ resource }).filter(({ name }) => name === 'operation');
			expect(list).toHaveLength(1);
			expect(findOperation(resource, String(list[0].default))).toBeDefined();
		},
	);

	it('find nothing where there is nothing', () => {
		expect(findOperation('video', 'explode')).toBeUndefined();
		expect(findOperation('nothing', 'get')).toBeUndefined();
	});

	it('are there once, whatever the credential: the panel shows every action once', () => {
		const named = (name: string) => description.properties.filter((one) => one.name === name);
		expect(named('resource')).toHaveLength(1);
		expect(named('operation')).toHaveLength(resources.length);
		expect(named('operation').flatMap(choices)).toHaveLength(OPERATIONS.length);
	});

	it('hold no parameter that n8n takes for the way to sign in, and sets by the newest credential', () => {
		// Source: getMainAuthField in n8n's editor, read in 2.41.1.
		expect(description.properties.filter(({ name }) => name === 'authentication')).toEqual([]);
		const shown = (description.credentials ?? []).flatMap(({ displayOptions }) =>
			Object.entries(displayOptions?.show ?? {}),
		);
		expect(shown.length).toBeGreaterThan(0);
		const taken = description.properties.filter((property) => {
			const values = shown.flatMap(([name, list]) => (name === property.name ? (list ?? []) : []));
			return values.length > 0 && choices(property).every(({ value }) => values.includes(value));
		});
		expect(taken).toEqual([]);
	});

	it.each(NAMES)('ask for the API key: %s > %s', (resource, operation) => {
		const asked = new Set(settings(resource, operation).map(askedFor));
		const isUpload = `${resource} > ${operation}` === 'video > upload';
		const fileServers = ['', ',apiVideoFileServerApi', ',apiVideoFileServerOAuth2Api'];
		const own = isUpload ? ['apiVideoApi', 'apiVideoUploadTokenApi'] : ['apiVideoApi'];
		const all = own.flatMap((one) => (isUpload ? fileServers : ['']).map((more) => one + more));
		expect([...asked].sort()).toEqual(all.sort());
	});

	it.each(OTHERS)('ask for the API key, whatever Upload was set to before: %s > %s', (...names) => {
		const [resource, operation] = names;
		const values = { resource, operation };
		const all = NodeHelpers.getNodeParameters(
			description.properties,
			{ ...values, uploadWith: 'tokenCredential' },
			true,
			false,
			node,
			description,
		);
		expect(askedFor(all ?? {})).toBe('apiVideoApi');
	});
});

/** The credentials that a form has a field for. */
function askedFor(values: INodeParameters): string {
	return (description.credentials ?? [])
		.filter((one) => NodeHelpers.displayParameter(values, one, node, description))
		.map(({ name }) => name)
		.join();
}
