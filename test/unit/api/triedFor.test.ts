import { triedFor } from '../../../nodes/ApiVideo/api/triedFor';

it.each<[Parameters<typeof triedFor>, string]>([
	[[0], ''],
	[[999], ''],
	[[999, 1], ''],
	[[1000], ' (tried for 1 second)'],
	[[1500, 1], ' (tried for 2 seconds)'],
	[[999, 2], ' (tried 2 times)'],
	[[1000, 2], ' (tried 2 times in 1 second)'],
	[[119_000], ' (tried for 119 seconds)'],
	[[120_000], ' (tried for 2 minutes)'],
	[[900_000, 36], ' (tried 36 times in 15 minutes)'],
	[[0, 1, 60_000], ' (tried other requests in vain for 60 seconds)'],
	[[2000, 3, 900_000], ' (tried 3 times in 2 seconds, other requests in vain for 15 minutes)'],
])('%j is told as "%s"', (given, told) => {
	expect(triedFor(...given)).toBe(told);
});
