using Slipway.Local.Ownership;

namespace Slipway.Local.Writes;

/// <summary>Who writes, when and how.</summary>
/// <param name="Operation">Verb and object, for errors.</param>
/// <param name="Manager">Who owns the written fields.</param>
/// <param name="Now">The time.</param>
/// <param name="Force">Apply only: take fields over from other managers.</param>
/// <param name="DryRun">Check and admit, but store nothing.</param>
internal sealed record WriteRequest(string Operation, FieldManager Manager, DateTimeOffset Now, bool Force = true, bool DryRun = false)
{
    public bool IsStatus => Manager.Subresource == "status";
}
