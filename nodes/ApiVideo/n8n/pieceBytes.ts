import { MIB } from '../upload';

/**
 * What to ask n8n for, in bytes. It is a hint only, but where it is honoured the default of 64 KiB
 * takes twice as long.
 */
export const PIECE_BYTES = MIB;
