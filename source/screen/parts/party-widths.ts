/** Cells that a customer has in a row at most. */
export const customerWidth = 40;

const [customerPart, handlerPart] = [5, 4];

/** Cells of each handler in a row, where a customer and so many handlers share so many cells. */
export const handlerWidth = (room: number, handlers = 1): number =>
	Math.floor((room * handlerPart) / (customerPart + handlerPart * handlers));
