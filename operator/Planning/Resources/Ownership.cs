namespace Slipway.Planning.Resources;

/// <summary>Whose an object is.</summary>
public enum Ownership
{
    /// <summary>Controlled by this ModelDeployment, or left behind for it: applying it makes it the controller.</summary>
    Ours,

    /// <summary>Controlled by an earlier ModelDeployment of the same name, or being deleted: it goes by itself.</summary>
    Leftover,

    /// <summary>Someone else's; not to be touched.</summary>
    Foreign,
}
