using Slipway.Local.Ownership;

namespace Slipway.Local.Writes;

/// <summary>An object as a write would leave it.</summary>
internal sealed record Draft(JsonObject Body, ManagedFields Fields);
