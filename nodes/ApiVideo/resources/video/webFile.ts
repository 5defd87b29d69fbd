import { headerSignIn, oAuth2SignIn, type StepSignIn } from '../../n8n/web/serverSignIn';
import { readWebAddress, SIGN_IN, WEB_ADDRESS } from '../../n8n/web/webAddress';
import { webSource } from '../../n8n/web/webSource';
import type { OperationContext } from '../operation';
import { signInField, webAddressField, type SignInWith } from './fileFrom';
import type { ItemFiles } from './filesToUpload';

/**
 * The one file that Web Address names. Nothing is asked of its server before its turn comes: links age, and the first
 * question brings a MiB.
 *
 * @param fileName what it is to be called, where that was entered
 * @throws Trouble when the address cannot be used
 */
export function fileOnTheWeb(context: OperationContext, fileName: string | undefined): ItemFiles {
	const { n8n, parameters, clock, signal } = context;
	const url = readWebAddress(parameters.raw(webAddressField));
	const signsIn = parameters.choice<SignInWith>(signInField);
	return {
		names: [fileName ?? WEB_ADDRESS],
		byList: false,
		isLate: true,
		ifText: `The file server may have sent a page in place of the file: in ${WEB_ADDRESS} enter the address of the file itself, not of a page that shows or shares it, and where the server asks who reads choose how under ${SIGN_IN}.`,
		async lookAt() {
			(await chosen(context, signsIn))?.refuseOther(url);
			return undefined;
		},
		async bring() {
			const signIn = await chosen(context, signsIn);
			return await webSource(n8n, url.href, { clock, signal, signIn, fileName });
		},
	};
}

/** @returns undefined where nobody has to sign in */
async function chosen(
	context: OperationContext,
	signsIn: SignInWith,
): Promise<StepSignIn | undefined> {
	switch (signsIn) {
		case 'none':
			return undefined;
		case 'header':
			return await headerSignIn(context);
		case 'oAuth2':
			return await oAuth2SignIn(context);
	}
}
