import type { IDataObject } from 'n8n-workflow';
import { oneVideo } from '../../api/paths/videos';
import type { OperationContext } from '../operation';

/** @throws Trouble when the request does not come back as asked */
export async function fetchVideo(
	{ api }: Pick<OperationContext, 'api'>,
	videoId: string,
): Promise<IDataObject> {
	return await api.get(oneVideo(videoId));
}
