// Keeps the secret that tells this browser from others over a reload. A secret that is there already holds: another
// tab may have brought it a moment ago.

import { decodePayload } from "../shared/payload.js";

function kept(cookie) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${cookie}=`));
  return found?.slice(cookie.length + 1);
}

export default function ({ data, setTriggerValue }) {
  const payload = decodePayload(data);
  if (!payload) return;
  const { cookie, token } = payload;
  const there = kept(cookie);
  if (there && there !== token) {
    setTriggerValue("other", there);
    return;
  }
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${cookie}=${token}; Path=/; Max-Age=86400; SameSite=Strict${secure}`;
}
