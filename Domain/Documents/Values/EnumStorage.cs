namespace Virga.Documents;

/// <summary>How enums are kept in the store. Models, JSON and HTTP show names whatever is chosen.</summary>
public enum EnumStorage
{
    /// <summary>The member's name.</summary>
    Name,

    /// <summary>The member's number, so that members order as declared.</summary>
    Number,
}
