import { needsOf } from '../../scripts/lib/versions';

it.each([
	['1.123.81', 20],
	['2.8.4', 20],
	['2.9.5', 20],
	['2.10.0', 22],
	['2.35.9', 22],
	['2.36.0', 24],
	['2.41.1', 24],
	['3.0.0', 24],
])('n8n %s runs on Node %d', (version, major) => {
	const { node } = needsOf(version);

	expect(node.oldest).toBe(major);
	expect(node.version.split('.')[0]).toBe(String(major));
});

it.each(['0.236.3', 'latest', ''])('%j is refused', (version) => {
	expect(() => needsOf(version)).toThrow(RangeError);
});
