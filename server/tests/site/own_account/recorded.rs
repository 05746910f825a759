//! Recorded answers of Chromium and its virtual authenticator: one passkey that was added, and used three
//! times. We do not have its keys, so signatures cannot be made for other challenges; tests put these
//! challenges into sessions instead.

/// The address of the recorded site.
pub(super) const SITE: &str = "http://localhost:3722";
/// The user handle, in hexadecimal.
pub(super) const HANDLE: &str = "f0670d85d0a31b3506a13fcfa374cafc";
/// The credential's id, in hexadecimal.
pub(super) const CREDENTIAL: &str = "0b78a5f715a12d175be2f9c0169c6c5db89298700cc49f40f3dcff3cc1f1e667";
/// The passkey as stored.
pub(super) const STORED: &str = r#"{"cred":{"cred_id":"C3il9xWhLRdb4vnAFpxsXbiSmHAMxJ9A89z_PMHx5mc","cred":{"type_":"ES256","key":{"EC_EC2":{"curve":"SECP256R1","x":"h8zjiGnOZjMPPFtr7HT1bb70id0uJXK22h2UZwZcwUI","y":"5Q9aAA1kT6MF0tb9R67rF4qptmBRmG5AE8giJdfCv0M"}}},"counter":1,"transports":null,"user_verified":true,"backup_eligible":false,"backup_state":false,"registration_policy":"required","extensions":{"cred_protect":"Ignored","hmac_create_secret":"NotRequested","appid":"NotRequested","cred_props":"Ignored"},"attestation":{"data":"None","metadata":"None"},"attestation_format":"none"}}"#;

/// An answer and its challenge.
pub(super) struct Recorded {
    pub(super) challenge: &'static str,
    pub(super) answer: &'static str,
}

/// The passkey was added.
pub(super) const ADDED: Recorded = Recorded {
    challenge: "PUolXhvOvSWSAc4I9AYfiuQJSstAVHE69UH5erAHb_U",
    answer: r#"{"id":"C3il9xWhLRdb4vnAFpxsXbiSmHAMxJ9A89z_PMHx5mc","rawId":"C3il9xWhLRdb4vnAFpxsXbiSmHAMxJ9A89z_PMHx5mc","type":"public-key","response":{"attestationObject":"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBwgAIAt4pfcVoS0XW-L5wBacbF24kphwDMSfQPPc_zzB8eZnpQECAyYgASFYIIfM44hpzmYzDzxba-x09W2-9IndLiVyttodlGcGXMFCIlgg5Q9aAA1kT6MF0tb9R67rF4qptmBRmG5AE8giJdfCv0M","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiUFVvbFhodk92U1dTQWM0STlBWWZpdVFKU3N0QVZIRTY5VUg1ZXJBSGJfVSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6MzcyMiIsImNyb3NzT3JpZ2luIjpmYWxzZX0"}}"#,
};

/// The passkey signed in.
pub(super) const FIRST: Recorded = Recorded {
    challenge: "vqCrZYsM7aG8mJFwTgxzhXdNekn9o5rpGQVmYDwq_qg",
    answer: r#"{"credential":{"id":"C3il9xWhLRdb4vnAFpxsXbiSmHAMxJ9A89z_PMHx5mc","rawId":"C3il9xWhLRdb4vnAFpxsXbiSmHAMxJ9A89z_PMHx5mc","type":"public-key","response":{"authenticatorData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoidnFDclpZc003YUc4bUpGd1RneHpoWGROZWtuOW81cnBHUVZtWUR3cV9xZyIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6MzcyMiIsImNyb3NzT3JpZ2luIjpmYWxzZX0","signature":"MEUCIQCt4fjrqUJRbyLjqxQDFnPN9m4cojCcV78u2DwoUU88-QIgQHVsu74JiQPY1yaQB-wZVFYAdS1fcuasSYYbO_ZwObg","userHandle":"8GcNhdCjGzUGoT_Po3TK_A"}},"next":""}"#,
};

/// It signed in again: its counter is higher.
pub(super) const SECOND: Recorded = Recorded {
    challenge: "DcKxWbIvBZbENRFkdVcH4gzRB4N-pqHO3ffT4xql5mU",
    answer: r#"{"credential":{"id":"C3il9xWhLRdb4vnAFpxsXbiSmHAMxJ9A89z_PMHx5mc","rawId":"C3il9xWhLRdb4vnAFpxsXbiSmHAMxJ9A89z_PMHx5mc","type":"public-key","response":{"authenticatorData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAw","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiRGNLeFdiSXZCWmJFTlJGa2RWY0g0Z3pSQjROLXBxSE8zZmZUNHhxbDVtVSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6MzcyMiIsImNyb3NzT3JpZ2luIjpmYWxzZX0","signature":"MEQCIAJRg7T8bfZ3YpZa3HqKAKW8xGUU_9IQUQ1bqWAoVfs8AiB3yZmT6YFQl4MU9GsQyziD7o9dC9UtR_mpqMVr4bD3dg","userHandle":"8GcNhdCjGzUGoT_Po3TK_A"}},"next":""}"#,
};

/// It was used without user verification; the signature is valid.
pub(super) const UNVERIFIED: Recorded = Recorded {
    challenge: "JfDALycIA0AuOloypslSKeMpOZUCaFkuLHs2Pl_0ZX0",
    answer: r#"{"credential":{"id":"C3il9xWhLRdb4vnAFpxsXbiSmHAMxJ9A89z_PMHx5mc","rawId":"C3il9xWhLRdb4vnAFpxsXbiSmHAMxJ9A89z_PMHx5mc","type":"public-key","response":{"authenticatorData":"SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MBAAAABA","clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiSmZEQUx5Y0lBMEF1T2xveXBzbFNLZU1wT1pVQ2FGa3VMSHMyUGxfMFpYMCIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6MzcyMiIsImNyb3NzT3JpZ2luIjpmYWxzZX0","signature":"MEUCIENybMEnLFYJW5YjKhIBCYHOjJ3ddmA0AQUIhKQUsEHcAiEAlXhxDeLLOZ0jYaSqbKoNHCyan5p9RWvpWI_WChURV8A","userHandle":"8GcNhdCjGzUGoT_Po3TK_A"}},"next":""}"#,
};
