const MIB = 1024 * 1024;

export const seconds = (milliseconds: number) => `${short(milliseconds / 1000)} s`;

export const mebibytes = (bytes: number) => `${short(bytes / MIB)} MiB`;

export const rate = (bytes: number, milliseconds: number) =>
	`${Math.round(bytes / MIB / (milliseconds / 1000))} MiB/s`;

const short = (value: number) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
