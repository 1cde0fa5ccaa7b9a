#pragma once

// What the worker calls is libsrtp 3; what Debian 12 has is libsrtp 2. Version 3 reads one buffer, writes another, and
// fills an opaque policy by calls; version 2 works in place and takes a plain struct. Overloads turn the one into the other.

#include <srtp2/srtp.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace libsrtp2
{
	using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

	inline srtp_err_status_t Run(
	  InPlace fn, srtp_t ctx, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
	{
		if (in != out)
		{
			if (*outLen < inLen)
			{
				return srtp_err_status_bad_param;
			}

			std::memcpy(out, in, inLen);
		}

		auto len                    = static_cast<int>(inLen);
		const srtp_err_status_t err = fn(ctx, out, &len);

		if (err == srtp_err_status_ok)
		{
			*outLen = static_cast<size_t>(len);
		}

		return err;
	}
} // namespace libsrtp2

inline srtp_err_status_t srtp_protect(
  srtp_t ctx, const uint8_t* rtp, size_t rtpLen, uint8_t* srtp, size_t* srtpLen, size_t /*mkiIndex*/)
{
	return libsrtp2::Run(::srtp_protect, ctx, rtp, rtpLen, srtp, srtpLen);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t ctx, const uint8_t* rtcp, size_t rtcpLen, uint8_t* srtcp, size_t* srtcpLen, size_t /*mkiIndex*/)
{
	return libsrtp2::Run(::srtp_protect_rtcp, ctx, rtcp, rtcpLen, srtcp, srtcpLen);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t ctx, const uint8_t* srtp, size_t srtpLen, uint8_t* rtp, size_t* rtpLen)
{
	return libsrtp2::Run(::srtp_unprotect, ctx, srtp, srtpLen, rtp, rtpLen);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t ctx, const uint8_t* srtcp, size_t srtcpLen, uint8_t* rtcp, size_t* rtcpLen)
{
	return libsrtp2::Run(::srtp_unprotect_rtcp, ctx, srtcp, srtcpLen, rtcp, rtcpLen);
}

// The worker already passes the SSRC in network byte order.
inline srtp_err_status_t srtp_stream_remove(srtp_t ctx, uint32_t ssrc)
{
	return ::srtp_remove_stream(ctx, ssrc);
}

// Codes of libsrtp 3 that the worker names and libsrtp 2 never returns.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(29);
constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(30);

namespace libsrtp2
{
	struct Policy
	{
		::srtp_policy_t native{};
		uint8_t key[SRTP_MAX_KEY_LEN]{};
	};
} // namespace libsrtp2

inline srtp_err_status_t srtp_policy_create(libsrtp2::Policy** policy)
{
	*policy = new libsrtp2::Policy;

	return srtp_err_status_ok;
}

inline void srtp_policy_destroy(libsrtp2::Policy* policy)
{
	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(libsrtp2::Policy* policy, srtp_ssrc_t ssrc)
{
	policy->native.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(libsrtp2::Policy* policy, srtp_profile_t profile)
{
	const auto err = srtp_crypto_policy_set_from_profile_for_rtp(&policy->native.rtp, profile);

	return err != srtp_err_status_ok
	         ? err
	         : srtp_crypto_policy_set_from_profile_for_rtcp(&policy->native.rtcp, profile);
}

// libsrtp 2 takes key and salt as one piece, and no index of master keys.
inline srtp_err_status_t srtp_policy_add_key(
  libsrtp2::Policy* policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t mkiLen)
{
	if (mkiLen != 0 || policy->native.key != nullptr || keyLen + saltLen > sizeof(policy->key))
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key, key, keyLen);
	std::memcpy(policy->key + keyLen, salt, saltLen);
	policy->native.key = policy->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(libsrtp2::Policy* policy, bool allow)
{
	policy->native.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(libsrtp2::Policy* policy, size_t size)
{
	policy->native.window_size = size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, const libsrtp2::Policy* policy)
{
	return ::srtp_create(session, &policy->native);
}

using libsrtp3_policy_t = libsrtp2::Policy*;
#define srtp_policy_t libsrtp3_policy_t
