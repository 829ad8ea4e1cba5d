namespace Unit.Gateway;

public enum Temper
{
    Shy,
    Bold,
}
