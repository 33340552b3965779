namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>An output as its JSON object asks for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Binary">What it says of itself; null: as the request says.</param>
/// <param name="Classification">How many classes; 0: the tensor.</param>
internal sealed record OutputDraft(string Name, bool? Binary, int Classification)
{
    public RequestedOutput ToMessage(bool binaryByDefault) => new(Name, Binary ?? binaryByDefault, Classification);
}
