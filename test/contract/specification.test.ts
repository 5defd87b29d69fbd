import { factsOf, fromFacts } from './support/facts';
import { specificationIn } from './support/specification';

const TEXT = `
paths:
  /things/{thingId}:
    patch:
      operationId: PATCH-thing
      parameters:
        - { name: thingId, in: path, required: true, schema: { type: string } }
        - { name: page, in: query, schema: { type: integer } }
        - { name: sortBy, in: query, required: true, schema: { type: string, enum: [title] } }
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/thing' }
      responses:
        '200':
          content: { application/json: { examples: { done: { value: { status: 200 } } } } }
        '400':
          content:
            application/json:
              examples:
                one: { $ref: '#/components/examples/odd' }
                two: { value: { title: Nonsense, status: 85925135 } }
components:
  examples:
    odd: { value: { type: 'https://example.com/invalid-thing', status: 400, name: language } }
  schemas:
    thing:
      type: object
      required: [language]
      properties:
        language: { type: string, enum: [fr, no, on] }
        parts:
          type: array
          maxItems: 3
          items: { type: object, properties: { size: { type: integer, minimum: 1 } } }
`;

describe('the reader of the specification', () => {
	const { 'PATCH-thing': operation } = specificationIn(TEXT);

	it('knows where an operation is, and what it takes', () => {
		expect(operation).toMatchObject({ method: 'PATCH', path: '/things/{thingId}', isForm: false });
		expect(Object.keys(operation.pathParameters)).toEqual(['thingId']);
		expect(Object.keys(operation.query)).toEqual(['page', 'sortBy']);
		expect(operation.requiredQuery).toEqual(['sortBy']);
	});

	it('does not fall into the trap that a language is called no', () => {
		expect(operation.body?.properties?.language.enum).toEqual(['fr', 'no', 'on']);
	});

	it('knows the examples of refusals, and leaves out what has another status', () => {
		const body = { type: 'https://example.com/invalid-thing', status: 400, name: 'language' };
		expect(operation.refusals).toEqual([{ status: 400, body }]);
	});
});

describe('the facts', () => {
	const facts = factsOf(specificationIn(TEXT));

	it('hold names, rules, and the slugs of refusals', () => {
		expect(facts).toEqual({
			'PATCH-thing': {
				method: 'PATCH',
				path: '/things/{thingId}',
				query: ['page', 'sortBy'],
				json: ['language', 'parts'],
				rules: {
					'query/page': { type: 'integer' },
					'query/sortBy': { enum: ['title'], required: true },
					'body/language': { enum: ['fr', 'no', 'on'], required: true },
					'body/parts': { maxItems: 3 },
					'body/parts/*/size': { type: 'integer', minimum: 1 },
				},
				refusals: ['400 invalid-thing'],
			},
		});
	});

	it('give back what the rules said', () => {
		const { 'PATCH-thing': operation } = fromFacts(facts, {});
		expect(operation).toMatchObject({
			query: { page: { type: 'integer' }, sortBy: { enum: ['title'] } },
			requiredQuery: ['sortBy'],
			body: {
				required: ['language'],
				properties: {
					language: { enum: ['fr', 'no', 'on'] },
					parts: { maxItems: 3, items: { properties: { size: { type: 'integer', minimum: 1 } } } },
				},
			},
		});
	});
});
