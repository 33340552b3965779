using Slipway.Gateway.Pools;

namespace Slipway.Gateway.Proxying;

/// <summary>How one try of a request went.</summary>
/// <param name="Outcome">How the replica took it.</param>
/// <param name="MayRetry">Nothing has been told to the client, and another replica may be asked.</param>
/// <param name="Status">What to tell the client if it is not tried again; null: the answer has been written, or nobody is there to read it.</param>
/// <param name="Message">Likewise.</param>
internal readonly record struct Attempt(Outcome Outcome, bool MayRetry, int? Status = null, string Message = "");
