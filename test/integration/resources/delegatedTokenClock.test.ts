import type { INodeParameters } from 'n8n-workflow';
import { createToken } from '../support/apiVideo';
import { onlyItem } from './operateOn';
import { DAY, HOUR, rotating, shown, sorted, type Rotating } from './rotating';

// The clock of the computer may be wrong, and jumps when somebody sets it right. Which tokens are old is a matter of the
// service's clock, which says when it has made one.

const YEARS = 3650 * DAY;

describe.each([
	['ahead of', YEARS],
	['behind', -YEARS],
])('a clock that is years %s that of the service', (_, aheadMs) => {
	const deletedBy = async (step: Rotating, parameters: INodeParameters) => {
		step.setClock(aheadMs);
		return onlyItem(await step.run(parameters)).rotation;
	};

	it('lets those be deleted that are old by the clock of the service', async () => {
		await rotating(async (step) => {
			const old = await createToken(step.world);
			await step.pass(HOUR / 2);
			await createToken(step.world);
			const parameters = { tokensToDelete: 'olderThan', minimumAge: 0.4, minimumAgeUnit: 'hours' };
			expect(await deletedBy(step, parameters)).toMatchObject({ deletedTokens: [shown(old)] });
		});
	});

	it('lets those be deleted that expire soon by the clock of the service', async () => {
		await rotating(async (step) => {
			const soon = await createToken(step.world);
			await step.pass(HOUR / 2);
			await createToken(step.world);
			const parameters = { tokensToDelete: 'expiringWithin', expiresWithin: 0.6 };
			expect(await deletedBy(step, parameters)).toMatchObject({ deletedTokens: [shown(soon)] });
		});
	});

	it('keeps a step from nothing when it is right again', async () => {
		await rotating(async (step) => {
			const token = async () => await step.token({ rotationTtl: 14, keepOldFor: 1 });
			await token();
			await step.pass(DAY);
			step.setClock(aheadMs);
			const second = await token();
			step.setClock(0);
			await step.pass(DAY + HOUR);
			const third = await token();
			expect(await step.active()).toEqual(sorted(second, third));
			await step.pass(DAY + HOUR);
			const fourth = await token();
			expect(await step.active()).toEqual(sorted(third, fourth));
		});
	});
});
