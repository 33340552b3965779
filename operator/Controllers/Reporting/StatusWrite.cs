namespace Slipway.Controllers.Reporting;

/// <summary>What became of a status.</summary>
internal enum StatusWrite
{
    /// <summary>The object says so already.</summary>
    Unchanged,

    Written,

    /// <summary>The object changed in between or is gone: what was planned is out of date.</summary>
    Outdated,
}
