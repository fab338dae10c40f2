/**
A format whose parts are the numbers that the clock and the calendar of a zone show.
@param zone its IANA name
@throws RangeError if there is no such zone
*/
export const zoneClock = (zone: string): Intl.DateTimeFormat =>
	new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		calendar: 'gregory',
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
