// Keeps the secret that tells this browser from others over a reload.

import { decodePayload } from "../shared/payload.js";

export default function ({ data }) {
  const { cookie, token } = decodePayload(data);
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${cookie}=${token}; Path=/; Max-Age=86400; SameSite=Strict${secure}`;
}
