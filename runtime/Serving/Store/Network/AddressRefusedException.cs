namespace Slipway.Runtime.Serving.Store.Network;

/// <summary>No address of a host may be connected to. The HTTP stack wraps it, so it is looked for among inner exceptions.</summary>
internal sealed class AddressRefusedException(string host)
    : Exception($"'{host}' is at a private, local or reserved address; an administrator can allow it with --allow-host.");
