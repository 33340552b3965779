namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>How room for a new version is made.</summary>
public enum CapacityKind
{
    /// <summary>There is room for all of it beside the old one.</summary>
    Surge,

    /// <summary>One replica at a time takes the place of an old one.</summary>
    Replace,

    /// <summary>The old version goes first; requests wait meanwhile.</summary>
    Recreate,

    /// <summary>There is no room, and it goes on by itself when there is.</summary>
    Wait,
}
