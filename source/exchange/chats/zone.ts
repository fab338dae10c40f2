import {UsageRefusal} from '../../domain/refusal.js';
import {zoneClock} from '../../text/zone-clock.js';

/** Turns the seconds of a clock on the wall, as if in UTC, into Unix seconds. */
export interface Zone {
	readonly name: string;
	at(wall: number): number;
}

/** Offsets change at full hours, or halves of them, of any zone's own time. */
const step = 1800;

/** @throws UsageRefusal if there is no such zone */
export const zoneOf = (name = Intl.DateTimeFormat().resolvedOptions().timeZone): Zone => {
	let format: Intl.DateTimeFormat;
	try {
		format = zoneClock(name);
	} catch (error) {
		throw new UsageRefusal(`There is no time zone “${name}”; expected one such as Europe/Berlin.`, {
			cause: error,
		});
	}

	const wallOf = (at: number): number => {
		const parts = Object.fromEntries(
			format.formatToParts(at * 1000).map(({type, value}) => [type, Number(value)]),
		);
		const {year, month, day, hour, minute, second} = parts;
		return Date.UTC(year!, month! - 1, day, hour, minute, second) / 1000;
	};

	// To ask for the offset takes some microseconds, and a chat has many messages in one hour.
	const offsets = new Map<number, number>();
	const offsetAt = (wall: number): number => {
		const begun = Math.floor(wall / step) * step;
		let offset = offsets.get(begun);
		if (offset === undefined) {
			const near = wallOf(begun) - begun;
			offset = wallOf(begun - near) - (begun - near);
			offsets.set(begun, offset);
		}

		return offset;
	};

	return {name, at: wall => wall - offsetAt(wall)};
};
