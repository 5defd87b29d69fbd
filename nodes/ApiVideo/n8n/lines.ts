import { Lines } from '../upload';
import { createClock } from './clock';

/** The ways of this n8n process to api.video, shared by all executions in it. */
export const processLines = new Lines(() => createClock());
