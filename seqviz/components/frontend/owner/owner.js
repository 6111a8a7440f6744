// Keeps the secret that tells this browser from others over a reload.

export default function ({ data }) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${data.cookie}=${data.token}; Path=/; Max-Age=86400; SameSite=Strict${secure}`;
}
