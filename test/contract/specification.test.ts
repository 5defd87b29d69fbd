import { specificationIn } from './support/specification';

const TEXT = `
paths:
  /things/{thingId}:
    patch:
      operationId: PATCH-thing
      parameters:
        - { name: thingId, in: path, required: true, schema: { type: string } }
        - { name: page, in: query, schema: { type: integer } }
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/thing' }
components:
  schemas:
    thing:
      type: object
      properties:
        language: { type: string, enum: [fr, no, on] }
`;

describe('the reader of the specification', () => {
	const { 'PATCH-thing': operation } = specificationIn(TEXT);

	it('knows where an operation is, and what it takes', () => {
		expect(operation).toMatchObject({ method: 'PATCH', path: '/things/{thingId}', isForm: false });
		expect(Object.keys(operation.pathParameters)).toEqual(['thingId']);
		expect(Object.keys(operation.query)).toEqual(['page']);
	});

	it('does not fall into the trap that a language is called no', () => {
		expect(operation.body?.properties?.language.enum).toEqual(['fr', 'no', 'on']);
	});
});
