// @vercel/cosmosdb-server with the connections kept open: its command line closes each after one answer.
import { createRequire } from "node:module";

const require = createRequire(`${process.argv[2]}/`);
const { createHttpServer } = require("@vercel/cosmosdb-server");
const server = createHttpServer({ keepAlive: true });
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => console.log(`listening ${server.address().port}`));
