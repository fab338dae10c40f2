/** In seconds: as long as one exchange may take unless somebody says otherwise, and as long as they may say. */
const usual = 30;
const longest = 600;

/**
Milliseconds that one exchange may take: as many seconds as `CHATLOGS_TIMEOUT` says, from 1 to 600; anything else in it
counts as if it were not there.
*/
export const timeoutIn = ({
	CHATLOGS_TIMEOUT: text = '',
}: Readonly<Record<string, string | undefined>>): number => {
	const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
	return (seconds >= 1 && seconds <= longest ? seconds : usual) * 1000;
};
